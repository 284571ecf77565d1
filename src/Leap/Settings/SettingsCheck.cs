using Microsoft.Extensions.Configuration;

namespace Leap.Settings;

/// <summary>Finds what is wrong with the settings, each as a sentence that names the setting.</summary>
public static class SettingsCheck
{
    /// <param name="fault">Names the setting whose value is no number, no word of its list and the like; null when all can be read.</param>
    public static LeapSettings Read(IConfiguration section, out string? fault)
    {
        try
        {
            fault = null;
            return section.Get<LeapSettings>() ?? new LeapSettings();
        }
        catch (InvalidOperationException unreadable)
        {
            fault = unreadable.Message.Replace(":", "__", StringComparison.Ordinal);
            return new LeapSettings();
        }
    }

    public static IReadOnlyList<string> Faults(LeapSettings settings)
    {
        var faults = new List<string>();
        Demand(
            IsDatabase(settings.Database),
            "Leap__Database must be empty, a SQLite connection string (Data Source=…) or a PostgreSQL one (Host=…).");
        Demand(settings.DataFolder.Trim().Length > 0, "Leap__DataFolder must name a folder.");
        Demand(
            Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            "Leap__PublicUrl must be an absolute address that begins with http:// or https://.");
        Demand(settings.Programme.Name.Trim().Length > 0, "Leap__Programme__Name must not be empty.");
        Demand(
            settings.Programme.Currency.Length == 3 && settings.Programme.Currency.All(char.IsAsciiLetterUpper),
            "Leap__Programme__Currency must be an ISO 4217 code such as USD.");
        Demand(
            TimeZoneInfo.TryFindSystemTimeZoneById(settings.Programme.TimeZone, out _),
            "Leap__Programme__TimeZone must be a time zone such as Europe/Amsterdam.");
        Demand(settings.Programme.SeasonStartMonth is >= 1 and <= 12, "Leap__Programme__SeasonStartMonth must be a month from 1 to 12.");
        Demand(settings.Programme.TierGraceDays is >= 0 and <= 300, "Leap__Programme__TierGraceDays must be from 0 to 300 days.");
        Demand(settings.Programme.LotMonths is >= 1 and <= 120, "Leap__Programme__LotMonths must be from 1 to 120 months.");
        Demand(settings.Programme.LotDays is >= 1 and <= 3_650, "Leap__Programme__LotDays must be from 1 to 3650 days.");
        Demand(settings.Programme.LotGraceDays is >= 0 and <= 365, "Leap__Programme__LotGraceDays must be from 0 to 365 days.");
        Demand(settings.Programme.ClaimDays is >= 1 and <= 365, "Leap__Programme__ClaimDays must be from 1 to 365 days.");
        Demand(
            settings.Ledger.DebtRepaymentPercent is >= 1 and <= 100,
            "Leap__Ledger__DebtRepaymentPercent must be from 1 to 100 percent.");
        Demand(settings.Ledger.CancelGraceDays is >= 0 and <= 365, "Leap__Ledger__CancelGraceDays must be from 0 to 365 days.");
        Demand(settings.Ledger.SecondPersonAbovePoints >= 0, "Leap__Ledger__SecondPersonAbovePoints must be 0 points or more.");
        Demand(settings.Ledger.CostPerPoint is >= 0 and <= 1_000, "Leap__Ledger__CostPerPoint must be an amount from 0 to 1000.");
        Demand(settings.Ledger.BreakagePercent is >= 0 and <= 100, "Leap__Ledger__BreakagePercent must be from 0 to 100 percent.");
        faults.AddRange(MailCheck.Faults(settings.Mail));
        faults.AddRange(AccessCheck.Faults(settings.Access));
        faults.AddRange(PrivacyCheck.Faults(settings.Privacy));
        faults.AddRange(WebCheck.Faults(settings.Web));
        faults.AddRange(JoiningCheck.Faults(settings.Joining));
        return faults;

        void Demand(bool holds, string sentence)
        {
            if (!holds)
            {
                faults.Add(sentence);
            }
        }
    }

    private static bool IsDatabase(string database) =>
        database.Length == 0
        || database.Contains("Data Source=", StringComparison.OrdinalIgnoreCase)
        || database.Contains("Host=", StringComparison.OrdinalIgnoreCase);
}
