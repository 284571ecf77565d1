using System.ComponentModel.DataAnnotations;
using Leap.Corrections;

namespace Leap.Web.Pages.Manage.Corrections;

/// <summary>A manual entry as a manager types it. Numbers stay as typed until they are read in the reader's form.</summary>
public sealed class CorrectionForm
{
    /// <summary>Made with the empty form, so that sending it twice asks once.</summary>
    public string Key { get; set; } = "";

    [Required]
    public CorrectionAct? Act { get; set; }

    /// <summary>Without a sign: <see cref="Act"/> has it.</summary>
    [Required, DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Points { get; set; } = "";

    [Required]
    public CorrectionReason? Reason { get; set; }

    [Required, StringLength(ManualEntry.NoteLettersMax), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string Note { get; set; } = "";

    [Required]
    public DateOnly? EffectiveOn { get; set; }

    /// <summary>The number of the entry that it corrects; null for none.</summary>
    public string? Corrects { get; set; }
}

public enum CorrectionAct
{
    Give,
    Take,

    /// <summary>Of a debt.</summary>
    WriteOff,
}
