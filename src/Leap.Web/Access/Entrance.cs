using System.Globalization;
using System.Security.Claims;
using Leap.Access;
using Leap.Data;
using Leap.Members;
using Leap.Web.Hosting;
using Leap.Web.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Leap.Web.Access;

/// <summary>
/// The one way in. Whoever proved a first factor comes here: a session begins, or the way leads to the second factor, or to setting one
/// up where it is required.
/// </summary>
public sealed class Entrance(
    LeapDb db, OpenSession openSession, SignInManager<Person> signIn, Me me, TimeProvider clock, ILogger<Entrance> log)
{
    /// <summary>The cookie of someone between the first and the second factor, who is signed in nowhere yet.</summary>
    public const string StepScheme = "step";

    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "session";

    private const string MethodClaim = "method";
    private const string StampClaim = "stamp";

    private static readonly TimeSpan StepFor = TimeSpan.FromMinutes(10);

    /// <summary>What is still to be done after the first factor.</summary>
    public enum Owed
    {
        Nothing,
        Code,

        /// <summary>Staff with a passkey and no app come in by the passkey alone: setting up an app here would get round it.</summary>
        Passkey,
        SetUp,
    }

    /// <summary>Someone who has proved a first factor and owes the second.</summary>
    public sealed record Step(Person Person, SignInMethod Method, Owed Owes, string ReturnUrl);

    /// <returns>Where to send the browser.</returns>
    public Task<string> AdmitAsync(
        HttpContext context, Person person, SignInMethod method, string? returnUrl, CancellationToken cancel) =>
        AdmitAsync(context, person, method, returnUrl, provesBoth: method is SignInMethod.Passkey or SignInMethod.Demo, cancel);

    /// <param name="provesBoth">Whether the way in counts as both factors.</param>
    /// <returns>Where to send the browser.</returns>
    public async Task<string> AdmitAsync(
        HttpContext context, Person person, SignInMethod method, string? returnUrl, bool provesBoth, CancellationToken cancel)
    {
        var target = LocalAddress.Of(returnUrl);
        var owes = provesBoth ? Owed.Nothing : await OwedAsync(person, cancel);
        if (owes == Owed.Nothing)
        {
            await BeginAsync(context, person, method, provesBoth, cancel);
            return target;
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(MethodClaim, method.ToString()),
                new Claim(StampClaim, person.SecurityStamp ?? ""),
                new Claim(RequestLanguage.Claim, person.Language),
            ],
            StepScheme);
        await context.SignInAsync(
            StepScheme,
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + StepFor, RedirectUri = target });
        return PageOf(owes);
    }

    /// <summary>Null when nobody is between the factors: too late, or something about the account has changed meanwhile.</summary>
    public async Task<Step?> FindStepAsync(HttpContext context, CancellationToken cancel)
    {
        var ticket = await context.AuthenticateAsync(StepScheme);
        if (!ticket.Succeeded
            || !long.TryParse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            || !Enum.TryParse<SignInMethod>(ticket.Principal.FindFirstValue(MethodClaim), out var method))
        {
            return null;
        }

        var stamp = ticket.Principal.FindFirstValue(StampClaim);
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.SuspendedAt == null, cancel);
        return person is null || !string.Equals(person.SecurityStamp ?? "", stamp, StringComparison.Ordinal)
            ? null
            : new Step(person, method, await OwedAsync(person, cancel), LocalAddress.Of(ticket.Properties.RedirectUri));
    }

    /// <summary>The second factor is proved.</summary>
    /// <returns>Where to send the browser.</returns>
    public async Task<string> FinishAsync(HttpContext context, Step step, CancellationToken cancel)
    {
        await BeginAsync(context, step.Person, step.Method, isFull: true, cancel);
        return step.ReturnUrl;
    }

    /// <summary>The page of the next step.</summary>
    public static string PageOf(Owed owes) => owes == Owed.SetUp ? "/sign-in/set-up" : "/sign-in/code";

    /// <summary>Writes the cookie anew, for what it says about the person; the session stays the same.</summary>
    public async Task RefreshAsync(HttpContext context, Person person)
    {
        var ticket = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await WriteAsync(context, person, me.SessionId, ticket.Properties ?? new AuthenticationProperties());
    }

    private async Task<Owed> OwedAsync(Person person, CancellationToken cancel)
    {
        if (person.TwoFactorEnabled)
        {
            return Owed.Code;
        }

        return person.Staff is null ? Owed.Nothing
            : await db.Passkeys.AnyAsync(p => p.UserId == person.Id, cancel) ? Owed.Passkey
            : Owed.SetUp;
    }

    private async Task BeginAsync(HttpContext context, Person person, SignInMethod method, bool isFull, CancellationToken cancel)
    {
        var device = Device.Of(context.Request.Headers.UserAgent.ToString());
        var session = await openSession.RunAsync(
            new NewSession(person.Id, method, isFull)
            {
                IsStaff = person.Staff is not null,
                Browser = device.Browser,
                System = device.System,
                ReplacesId = me.IsSignedIn ? me.SessionId : null,
            },
            cancel);
        log.LogInformation("Session {SessionId} of person {PersonId} begins by {Method}", session.Id, person.Id, method);
        await context.SignOutAsync(StepScheme);
        await WriteAsync(
            context,
            person,
            session.Id,
            new AuthenticationProperties { IsPersistent = person.Staff is null, ExpiresUtc = new DateTimeOffset(session.EndsAt) });
    }

    private async Task WriteAsync(HttpContext context, Person person, long sessionId, AuthenticationProperties properties)
    {
        var principal = await signIn.CreateUserPrincipalAsync(person);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionClaim, sessionId.ToString(CultureInfo.InvariantCulture)));
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, properties);
    }
}
