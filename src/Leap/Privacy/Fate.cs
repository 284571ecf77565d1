namespace Leap.Privacy;

/// <summary>What an erasure does with a table's rows about the person.</summary>
public enum Fate
{
    Deleted,

    /// <summary>The row stays for others; what it says about the person goes.</summary>
    Blanked,

    /// <summary>The row stays under a name that leads to nobody.</summary>
    Pseudonymised,

    /// <summary>The row holds figures and numbers that the books need, and stays beside the pseudonym.</summary>
    Kept,
}
