namespace Leap.Settings;

/// <summary>The vendor's own directory, whose people may sign in with it; off without an authority.</summary>
public sealed record OpenIdSettings
{
    /// <summary>The issuer; its `/.well-known/openid-configuration` says all else. Empty: there is none.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>File whose first line is the secret, instead of <see cref="ClientSecret"/>.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>What the button on the sign-in page calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// Values of `amr` or `acr`, separated by spaces, by which the directory says that it asked for a second factor; empty: it is always
    /// asked for here.
    /// </summary>
    public string SecondFactorValues { get; init; } = "";

    public bool IsOn => Authority.Length > 0;
}
