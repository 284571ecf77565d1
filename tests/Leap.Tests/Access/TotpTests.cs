using Leap.Access;

namespace Leap.Tests.Access;

public sealed class TotpTests
{
    /// <summary>The key of RFC 6238, appendix B: the ASCII digits 1 to 0, twice.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Key, Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_half_a_minute_off(int steps, bool isTaken)
    {
        var now = DateTime.UnixEpoch.AddSeconds(1111111111);

        Assert.Equal(isTaken, Totp.Match(Key, Totp.CodeAt(Key, Totp.StepAt(now) + steps), now, lastStep: 0) is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870821")]
    [InlineData("abcdef")]
    public void What_is_no_code_is_not_taken(string typed) =>
        Assert.Null(Totp.Match(Key, typed, DateTime.UnixEpoch.AddSeconds(59), lastStep: 0));

    [Fact]
    public void Keys_have_160_bits_and_differ()
    {
        Assert.Equal(32, Totp.NewKey().Length);
        Assert.NotEqual(Totp.NewKey(), Totp.NewKey());
    }
}
