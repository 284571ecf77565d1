using System.ComponentModel.DataAnnotations;
using Leap.Members;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Leap.Web.Pages.Profile;

/// <summary>What others see.</summary>
public sealed class VisibilityForm
{
    [BindRequired]
    public BoardName BoardName { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Alias { get; set; } = "";

    [BindRequired]
    public bool AreBadgesPublic { get; set; }

    /// <summary>By public id: `open`, `closed`, or empty for what holds for all.</summary>
    public Dictionary<string, string?> Badges { get; set; } = [];

    public NewVisibility ToVisibility() => new(BoardName, Alias, AreBadgesPublic);
}
