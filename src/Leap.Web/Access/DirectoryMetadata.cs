using System.Text.Json;
using Leap.Settings;
using Microsoft.IdentityModel.Tokens;

namespace Leap.Web.Access;

/// <summary>What the directory says about itself: its addresses, read once a day, and the keys that it signs with.</summary>
public sealed class DirectoryMetadata(LeapSettings settings, TimeProvider clock) : IDisposable
{
    private const int BytesMax = 512 * 1024;

    private static readonly TimeSpan Keeps = TimeSpan.FromDays(1);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = BytesMax,
    };

    private (DateTimeOffset Until, Addresses Addresses, IList<SecurityKey> Keys)? kept;

    public sealed record Addresses(string Issuer, string Authorization, string Token, string Keys);

    /// <summary>Throws <see cref="HttpRequestException"/> when the directory does not answer as it should.</summary>
    /// <param name="isFresh">Asks anew, for a token is signed with a key that is not known.</param>
    public async Task<(Addresses Addresses, IList<SecurityKey> Keys)> ReadAsync(bool isFresh, CancellationToken cancel)
    {
        if (!isFresh && kept is { } known && known.Until > clock.GetUtcNow())
        {
            return (known.Addresses, known.Keys);
        }

        try
        {
            var addresses = await ReadAddressesAsync(cancel);
            var keys = new JsonWebKeySet(await http.GetStringAsync(new Uri(addresses.Keys), cancel)).GetSigningKeys();
            kept = (clock.GetUtcNow() + Keeps, addresses, keys);
            return (addresses, keys);
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or ArgumentException or TaskCanceledException or InvalidOperationException)
        {
            throw new HttpRequestException("The directory's description of itself can't be read.", e);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Addresses> ReadAddressesAsync(CancellationToken cancel)
    {
        var authority = settings.Access.OpenId.Authority.TrimEnd('/');
        using var document = JsonDocument.Parse(
            await http.GetStringAsync(new Uri(authority + "/.well-known/openid-configuration"), cancel));
        var issuer = document.RootElement.GetProperty("issuer").GetString()!;
        return string.Equals(issuer.TrimEnd('/'), authority, StringComparison.Ordinal)
            ? new Addresses(issuer, Safe("authorization_endpoint"), Safe("token_endpoint"), Safe("jwks_uri"))
            : throw new InvalidOperationException("The directory calls itself by another name than the settings.");

        string Safe(string name)
        {
            var address = new Uri(document.RootElement.GetProperty(name).GetString()!);
            return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
                ? address.AbsoluteUri
                : throw new InvalidOperationException($"The directory's {name} is not https.");
        }
    }
}
