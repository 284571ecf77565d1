using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Leap.Web.Components;

/// <summary>
/// Turns a text that came from outside, as Markdown, into HTML that can do no harm: tags in it are shown as text, and links that lead
/// neither into this site nor to a web or mail address lose their target.
/// </summary>
public static class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="level">The level that the text's own first-level headings get on the page: 2 to 6.</param>
    public static IHtmlContent Of(string markdown, int level)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + level - 1);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link);
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsWebAddress(l.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return new HtmlString(document.ToHtml(Pipeline));
    }

    private static void Tame(LinkInline link)
    {
        if (link.IsImage ? !IsOurs(link.Url) : !IsOurs(link.Url) && !IsWebAddress(link.Url))
        {
            link.ReplaceBy(new ContainerInline());
        }
        else if (IsWebAddress(link.Url))
        {
            link.GetAttributes().AddProperty("rel", "noopener nofollow");
        }
    }

    /// <summary>An address within this site: `/courses`, never `//elsewhere`.</summary>
    private static bool IsOurs(string? url) => url is ['/', not ('/' or '\\'), ..] or ['#', ..];

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeMailto);
}
