using Leap.Data;
using Leap.Members;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Commands;

public sealed class SeedCommandTests
{
    [Fact]
    public async Task The_demo_is_played_once()
    {
        await using var terminal = new Terminal();
        Assert.Equal(0, await terminal.RunAsync("seed", "--small"));
        Assert.Contains("60 participants of 12 firms in 60 countries, 300 completions", terminal.Out, StringComparison.Ordinal);

        Assert.Equal(0, await terminal.RunAsync("seed", "--small"));
        Assert.Equal("The demo programme is there already; nothing was done.", terminal.Out.Trim());
        Assert.Equal(60, await terminal.Get<LeapDb>().People.CountAsync(p => p.Staff == null));
    }

    [Fact]
    public async Task It_is_never_played_into_other_data()
    {
        await using var terminal = new Terminal();
        Assert.Equal(0, await terminal.RunAsync("import", "countries", Checkout.At("seed-data/baseline/countries.csv")));
        var people = terminal.Write(
            "people.csv",
            "email,name,country,language,firm,personas,from,board_name,alias,staff",
            "m@v.example,Mia,NL,en,,,2026-01-01,,,manager");
        Assert.Equal(0, await terminal.RunAsync("import", "people", people));

        Assert.Equal(1, await terminal.RunAsync("seed"));

        Assert.StartsWith("The database holds data that is not the demo's", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(1, await terminal.Get<LeapDb>().People.CountAsync());
    }
}
