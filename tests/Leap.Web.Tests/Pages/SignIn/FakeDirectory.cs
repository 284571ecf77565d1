using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Leap.Web.Tests.Pages.SignIn;

/// <summary>A small OpenID Connect provider on loopback that says of its visitors what a test wants.</summary>
internal sealed class FakeDirectory : IAsyncDisposable
{
    public const string ClientId = "leap";
    public const string Secret = "a secret";

    private readonly WebApplication app;
    private RSA key = RSA.Create(2048);
    private string? challenge;

    private FakeDirectory(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    /// <summary>What the next ID token says; the issuer, times and nonce are right unless it says otherwise.</summary>
    public Dictionary<string, object> Claims { get; } = new(StringComparer.Ordinal);

    public string Algorithm { get; set; } = SecurityAlgorithms.RsaSha256;

    public string Nonce { get; set; } = "";

    public static async Task<FakeDirectory> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        var directory = new FakeDirectory(server);
        server.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = directory.Address,
            ["authorization_endpoint"] = directory.Address + "/authorize",
            ["token_endpoint"] = directory.Address + "/token",
            ["jwks_uri"] = directory.Address + "/keys",
        });
        server.MapGet("/keys", () => new { keys = new[] { directory.PublicKey() } });
        server.MapPost("/token", directory.TokenAsync);
        await server.StartAsync();
        return directory;
    }

    /// <summary>Takes what the browser was sent with.</summary>
    public void Receive(Uri asked)
    {
        var query = QueryHelpers.ParseQuery(asked.Query);
        Nonce = query["nonce"]!;
        challenge = query["code_challenge"];
    }

    public void ChangeKey() => key = RSA.Create(2048);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private RsaSecurityKey SigningKey() => new(key) { KeyId = Convert.ToHexString(SHA256.HashData(key.ExportRSAPublicKey()))[..16] };

    private object PublicKey()
    {
        var (parameters, id) = (key.ExportParameters(includePrivateParameters: false), SigningKey().KeyId);
        return new
        {
            kty = "RSA", use = "sig", kid = id, n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    /// <summary>Only for the client with its secret, and for who began (PKCE).</summary>
    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = WebEncoders.Base64UrlEncode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return form["client_secret"] == Secret && verifier == challenge
            ? Results.Json(new { access_token = "a", token_type = "Bearer", id_token = IdToken() })
            : Results.BadRequest();
    }

    private string IdToken()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(Claims, StringComparer.Ordinal);
        claims.TryAdd("nonce", Nonce);
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = claims.Remove("iss", out var issuer) ? (string)issuer : Address,
            Audience = claims.Remove("aud", out var audience) ? (string)audience : ClientId,
            Claims = claims,
            IssuedAt = now.AddHours(-1),
            NotBefore = now.AddHours(-1),
            Expires = claims.Remove("minutes", out var minutes) ? now.AddMinutes((int)minutes) : now.AddMinutes(5),
            SigningCredentials = Algorithm == "none" ? null : new SigningCredentials(SigningKey(), Algorithm),
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
