namespace Leap.Settings;

/// <summary>What decides on which day points expire (L6). Lots that are open keep the day that they were given.</summary>
public enum LotRule
{
    /// <summary>The end of a month, some months after that of their arrival.</summary>
    MonthEnd,

    /// <summary>Some days after their arrival, each day's points by themselves.</summary>
    Days,

    /// <summary>The end of the season of their arrival, and some days of grace.</summary>
    SeasonEnd,
}
