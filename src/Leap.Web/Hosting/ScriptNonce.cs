using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Leap.Web.Hosting;

/// <summary>Gives each `script` of our pages the response's <see cref="Nonce"/>.</summary>
[HtmlTargetElement("script")]
public sealed class ScriptNonce(Nonce nonce) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute("nonce", nonce.Value);
}
