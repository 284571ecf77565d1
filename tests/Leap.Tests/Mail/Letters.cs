using Leap.Locales;
using Leap.Mail;

namespace Leap.Tests.Mail;

/// <summary>A mail that says one thing.</summary>
internal sealed record Letter(string Text) : IMail
{
    public static string Kind => "letter";

    public static IReadOnlyList<MailSample> Samples => [];

    public MailDocument Compose(Locale locale) => new(Text, Text, [new Paragraph(Text)]);
}

/// <summary>A mail that somebody waits for.</summary>
internal sealed record Telegram(string Text) : IMail
{
    public static string Kind => "telegram";

    public static IReadOnlyList<MailSample> Samples => [];

    public static int Priority => 0;

    public MailDocument Compose(Locale locale) => new(Text, Text, [new Paragraph(Text)]);
}

/// <summary>A mail whose code has a fault.</summary>
internal sealed record BrokenLetter(string Text) : IMail
{
    public static string Kind => "broken-letter";

    public static IReadOnlyList<MailSample> Samples => [];

    public MailDocument Compose(Locale locale) => throw new InvalidOperationException(Text);
}

/// <summary>A kind of mail that the program no longer knows.</summary>
internal sealed record ForgottenLetter(string Text) : IMail
{
    public static string Kind => "forgotten-letter";

    public static IReadOnlyList<MailSample> Samples => [];

    public MailDocument Compose(Locale locale) => new(Text, Text, []);
}
