using Leap.Members;
using Leap.Web.Access;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leap.Web.Components;

/// <summary>
/// <c>may="Operate"</c> leaves an element out for those who have no such permission; <c>may-open="SeeFirms"</c> leaves a link's text and
/// takes the link.
/// </summary>
[HtmlTargetElement(Attributes = "may")]
[HtmlTargetElement("a", Attributes = "may-open")]
public sealed class MayTags(Me me) : TagHelper
{
    public Permission May { get; set; }

    public Permission MayOpen { get; set; }

    /// <summary>After what would write a form's token.</summary>
    public override int Order => int.MaxValue;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (context.AllAttributes.ContainsName("may") && !me.May(May))
        {
            output.SuppressOutput();
            return;
        }

        if (context.AllAttributes.ContainsName("may-open") && !me.May(MayOpen))
        {
            output.TagName = "span";
            output.Attributes.RemoveAll("href");
        }
    }
}
