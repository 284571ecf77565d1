namespace Leap.Tests.Engines;

public sealed class NeedsTests
{
    [Theory]
    [InlineData(true, false, null)]
    [InlineData(true, true, null)]
    [InlineData(false, false, "why")]
    [InlineData(false, true, null)]
    public void A_test_is_skipped_only_when_its_need_is_absent_and_skips_are_allowed(bool isThere, bool isRequired, string? reason) =>
        Assert.Equal(reason, Needs.ReasonToSkip(isThere, isRequired, "why"));
}
