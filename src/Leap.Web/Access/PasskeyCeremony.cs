using System.Globalization;
using Leap.Access;
using Leap.Members;
using Microsoft.AspNetCore.Identity;

namespace Leap.Web.Access;

/// <summary>
/// What a browser is asked for, and what its answer proves. Between the two a cookie of a few minutes keeps the challenge. Each passkey
/// asks for the device's PIN, finger or face, so that it counts as both factors.
/// </summary>
public sealed partial class PasskeyCeremony(SignInManager<Person> signIn, NotePasskeyUse noteUse, ILogger<PasskeyCeremony> log)
{
    /// <summary>What script hands to `navigator.credentials.get`, as JSON.</summary>
    /// <param name="person">Whose passkeys may answer; null while nobody is known.</param>
    public Task<string> AskAsync(Person? person) => signIn.MakePasskeyRequestOptionsAsync(person);

    /// <summary>What script hands to `navigator.credentials.create`, as JSON.</summary>
    public Task<string> AskForNewAsync(Person person) => signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
    {
        Id = person.Id.ToString(CultureInfo.InvariantCulture),
        Name = person.Email ?? "",
        DisplayName = person.Name,
    });

    /// <summary>Whose passkey it was; null when the answer proves nothing.</summary>
    /// <param name="answer">The browser's credential, as JSON.</param>
    public async Task<Person?> ProveAsync(string? answer, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(answer))
        {
            return null;
        }

        try
        {
            var result = await signIn.PerformPasskeyAssertionAsync(answer);
            if (!result.Succeeded)
            {
                LogRefused(result.Failure.Message);
                return null;
            }

            var outcome = await noteUse.RunAsync(result.Passkey, cancel);
            return outcome.Refusal is null ? outcome.Value : null;
        }
        catch (InvalidOperationException e)
        {
            LogRefused(e.Message);
            return null;
        }
    }

    /// <summary>What the person's device has made; null when the answer is not to be trusted, or was asked for by somebody else.</summary>
    /// <param name="answer">The browser's credential, as JSON.</param>
    public async Task<UserPasskeyInfo?> ReadNewAsync(string? answer, long personId)
    {
        if (string.IsNullOrEmpty(answer))
        {
            return null;
        }

        try
        {
            var result = await signIn.PerformPasskeyAttestationAsync(answer);
            if (!result.Succeeded)
            {
                LogRefused(result.Failure.Message);
                return null;
            }

            var isSame = string.Equals(result.UserEntity.Id, personId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            return isSame ? result.Passkey : null;
        }
        catch (InvalidOperationException e)
        {
            LogRefused(e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "A passkey's answer was refused: {Why}")]
    private partial void LogRefused(string why);
}
