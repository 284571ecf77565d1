using System.ComponentModel.DataAnnotations;

namespace Leap.Web.Access;

/// <summary>The first code of an app that has just got its key.</summary>
public sealed class AuthenticatorForm
{
    [Required, MaxLength(1000)]
    public string Offer { get; set; } = "";

    [Required, MaxLength(40)]
    public string Code { get; set; } = "";
}
