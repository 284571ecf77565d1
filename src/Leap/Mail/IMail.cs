using Leap.Locales;

namespace Leap.Mail;

/// <summary>
/// One kind of mail: a sealed record whose properties are the inputs, stored as JSON when the mail is owed. It is composed when it is sent,
/// so a property may be added with a default but never renamed while messages of its kind are unsent.
/// </summary>
public interface IMail
{
    /// <summary>Lower case with dashes; stored with each message, and the first label of its List-ID.</summary>
    static abstract string Kind { get; }

    /// <summary>0: a person waits for it at the screen; 5: news of what happened; 9: the thousands at a month's end.</summary>
    static virtual int Priority => 5;

    /// <summary>What its recipients may decide about it (M3).</summary>
    static virtual MailChoice Choice => MailChoice.Always;

    /// <summary>The mail with invented inputs, one for each shape that it takes; none only where no person ever gets it.</summary>
    static abstract IReadOnlyList<MailSample> Samples { get; }

    /// <summary>The whole mail in the language of <paramref name="locale"/>, which is the recipient's.</summary>
    MailDocument Compose(Locale locale);
}

public enum MailChoice
{
    /// <summary>A service: it comes in any case.</summary>
    Always,

    /// <summary>News: each person may switch it off.</summary>
    CanBeDeclined,

    /// <summary>A service that comes as often as the person says.</summary>
    HasRhythm,
}
