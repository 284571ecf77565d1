using Leap.Members;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Leap.Web.Pages.Profile;

/// <summary>Which mails come.</summary>
public sealed class MailForm
{
    public List<string> Wanted { get; set; } = [];

    [BindRequired]
    public StatementRhythm Rhythm { get; set; }
}
