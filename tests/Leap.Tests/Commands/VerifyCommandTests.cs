using Leap.Data;
using Microsoft.EntityFrameworkCore;

namespace Leap.Tests.Commands;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task Says_that_the_books_balance_and_how_many_entries_it_checked()
    {
        await using var terminal = new Terminal();

        Assert.Equal(0, await terminal.RunAsync("verify"));

        Assert.StartsWith("The books balance: 0 entries, 0 postings and 0 lots checked", terminal.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_first_difference()
    {
        await using var terminal = new Terminal();
        Assert.Equal(0, await terminal.RunAsync("seed", "--small"));
        Assert.Contains("60 participants of 12 firms in 60 countries, 300 completions", terminal.Out, StringComparison.Ordinal);
        Assert.Equal(0, await terminal.RunAsync("verify"));

        await terminal.Get<LeapDb>().Database.ExecuteSqlRawAsync(
            "UPDATE accounts SET points = points + 1 WHERE id = (SELECT max(id) FROM accounts)");

        Assert.Equal(1, await terminal.RunAsync("verify"));
        Assert.StartsWith("The books do not balance: account", terminal.Error, StringComparison.Ordinal);
        Assert.Empty(terminal.Out);
    }
}
