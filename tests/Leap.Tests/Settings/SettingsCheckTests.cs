using Leap.Settings;
using Microsoft.Extensions.Configuration;

namespace Leap.Tests.Settings;

public sealed class SettingsCheckTests
{
    [Fact]
    public void What_is_set_to_nothing_is_right() => Assert.Empty(SettingsCheck.Faults(Read([], out _)));

    [Theory]
    [InlineData("Programme:TimeZone", "Europe/Atlantis")]
    [InlineData("Programme:Currency", "usd")]
    [InlineData("Programme:SeasonStartMonth", "13")]
    [InlineData("Programme:LotMonths", "0")]
    [InlineData("Programme:LotDays", "0")]
    [InlineData("Programme:LotDays", "3651")]
    [InlineData("Programme:LotGraceDays", "-1")]
    [InlineData("Programme:ClaimDays", "0")]
    [InlineData("Ledger:DebtRepaymentPercent", "101")]
    [InlineData("Ledger:BreakagePercent", "-1")]
    [InlineData("PublicUrl", "leap.example")]
    public void What_is_out_of_bounds_is_named_as_it_is_set(string setting, string value)
    {
        var faults = SettingsCheck.Faults(Read([(setting, value)], out var unreadable));

        Assert.Null(unreadable);
        Assert.StartsWith(Name(setting) + " must", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Programme:LotMonths", "twelve")]
    [InlineData("Programme:LotRule", "Never")]
    [InlineData("Ledger:CostPerPoint", "1 cent")]
    public void What_can_t_be_read_is_named_with_its_value(string setting, string value)
    {
        Read([(setting, value)], out var unreadable);

        Assert.Contains(Name(setting), unreadable, StringComparison.Ordinal);
        Assert.Contains(value, unreadable, StringComparison.Ordinal);
    }

    private static string Name(string setting) => "Leap__" + setting.Replace(":", "__", StringComparison.Ordinal);

    private static LeapSettings Read((string Setting, string Value)[] values, out string? unreadable) => SettingsCheck.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Leap:" + v.Setting, (string?)v.Value)))
            .Build()
            .GetSection("Leap"),
        out unreadable);
}
