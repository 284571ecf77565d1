namespace Leap.Web.Hosting;

/// <summary>On a page model: the page shows another of ours in a frame. No other page may.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FramesOwnPagesAttribute : Attribute;
