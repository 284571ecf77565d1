using Leap.Access;
using Leap.Members;
using Leap.Settings;

namespace Leap.Web.Access;

/// <summary>What a person needs to put a key into their authenticator app.</summary>
/// <param name="Offer">See <see cref="SecondFactorKeys.Offer"/>.</param>
/// <param name="Groups">The key in groups of four, to be typed.</param>
/// <param name="Address">What the QR code says, as apps read it.</param>
public sealed record Authenticator(string Offer, string Key, string Groups, string Address)
{
    private const int GroupSigns = 4;

    public static Authenticator Of(string offer, Person person, SecondFactorKeys keys, LeapSettings settings)
    {
        var key = keys.Offered(person.Id, offer)!;
        var issuer = Uri.EscapeDataString(settings.Programme.Name);
        return new Authenticator(
            offer,
            key,
            string.Join(' ', key.Chunk(GroupSigns).Select(group => new string(group))),
            $"otpauth://totp/{issuer}:{Uri.EscapeDataString(person.Email!)}?secret={key}&issuer={issuer}"
                + $"&digits={Totp.Digits}&period={Totp.StepSeconds}");
    }

    /// <summary>The same key once more, so that what the app has already still fits; a new one when its time is over.</summary>
    public static Authenticator Again(string offer, Person person, SecondFactorKeys keys, LeapSettings settings) =>
        Of(keys.Offered(person.Id, offer) is null ? keys.Offer(person.Id) : offer, person, keys, settings);
}
