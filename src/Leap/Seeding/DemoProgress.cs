namespace Leap.Seeding;

/// <summary>How far the demo has come; of the season the days are counted, of all else the files.</summary>
public sealed record DemoProgress(DemoStep Step, int Done, int Total);

public enum DemoStep
{
    Invent,
    Import,
    Play,
}

public enum DemoResult
{
    Played,

    /// <summary>The demo is there already; nothing was done.</summary>
    PlayedBefore,

    /// <summary>Somebody else's data is there; nothing was done.</summary>
    NotEmpty,
}
