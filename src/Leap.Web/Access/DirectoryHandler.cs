using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Leap.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Leap.Web.Access;

/// <summary>
/// OpenID Connect's code flow on the framework's OAuth: the framework keeps state and PKCE; the addresses come from the directory, and the
/// identity from an ID token whose issuer, audience, time, nonce and signature are right.
/// </summary>
internal sealed class DirectoryHandler(
    IOptionsMonitor<OAuthOptions> options, ILoggerFactory log, UrlEncoder encoder, DirectoryMetadata metadata, LeapSettings settings)
    : OAuthHandler<OAuthOptions>(options, log, encoder)
{
    public const string SchemeName = "directory";
    public const string Callback = "/sign-in/directory/callback";

    private const string Nonce = "nonce";

    private static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    private string RedirectAddress => settings.PublicUrl.TrimEnd('/') + Callback;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Options.AuthorizationEndpoint = (await metadata.ReadAsync(isFresh: false, Context.RequestAborted)).Addresses.Authorization;
        properties.Items[Nonce] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, RedirectAddress), Nonce, properties.Items[Nonce]!);

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        Options.TokenEndpoint = (await metadata.ReadAsync(isFresh: false, Context.RequestAborted)).Addresses.Token;
        return await base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, RedirectAddress));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = tokens.Response?.RootElement.TryGetProperty("id_token", out var given) == true ? given.GetString() : null;
        var result = await ValidateAsync(token ?? "", isFresh: false);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await ValidateAsync(token ?? "", isFresh: true);
        }

        if (!result.IsValid)
        {
            throw new AuthenticationFailureException("The ID token is not valid.", result.Exception);
        }

        Demand(Matches(result.ClaimsIdentity.FindFirst(Nonce)?.Value, properties.Items[Nonce]), "The ID token answers another question.");
        Demand(result.ClaimsIdentity.FindFirst("sub")?.Value is { Length: > 0 }, "The ID token names nobody.");
        var azp = result.ClaimsIdentity.FindFirst("azp")?.Value;
        Demand(azp is null || azp == Options.ClientId, "The ID token is for another client.");
        return new AuthenticationTicket(new ClaimsPrincipal(result.ClaimsIdentity), properties, Scheme.Name);
    }

    private async Task<TokenValidationResult> ValidateAsync(string token, bool isFresh)
    {
        var (addresses, keys) = await metadata.ReadAsync(isFresh, Context.RequestAborted);
        return await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = addresses.Issuer,
            ValidAudience = Options.ClientId,
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(2),
        });
    }

    private static bool Matches(string? given, string? wanted) => given is not null && wanted is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));

    private static void Demand(bool holds, string why)
    {
        if (!holds)
        {
            throw new AuthenticationFailureException(why);
        }
    }
}
