using System.ComponentModel.DataAnnotations;
using Leap.Members;

namespace Leap.Web.Pages.Profile;

/// <summary>Name, language and zone. What a name may be is judged by <see cref="ChangeProfile"/>.</summary>
public sealed class ProfileForm
{
    [Required]
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Name { get; set; } = "";

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string LatinName { get; set; } = "";

    [Required]
    public string Language { get; set; } = "";

    /// <summary>Empty: the country's.</summary>
    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string TimeZone { get; set; } = "";

    public NewProfile ToProfile() => new(Name, LatinName, Language, TimeZone);
}
