using Leap.Privacy;

namespace Leap.Tests.Privacy;

public sealed class TracesTests
{
    [Theory]
    [InlineData("Max lädt Sie ein, sagt Max.", "Max", "P lädt Sie ein, sagt P.")]
    [InlineData("Maximum and ClimaxMax", "Max", "Maximum and ClimaxMax")]
    [InlineData("max@example.com wrote", "max@example.com", "P wrote")]
    [InlineData("climax@example.com wrote", "max@example.com", "climax@example.com wrote")]
    [InlineData("secret=aMaxb_Max7Max_", "Max", "secret=aMaxb_Max7Max_")]
    [InlineData("请王伟决定", "王伟", "请P决定")]
    [InlineData("MaxMax Max", "Max", "MaxMax P")]
    [InlineData("", "Max", "")]
    public void A_name_is_replaced_where_it_is_a_word_of_its_own(string text, string name, string expected) =>
        Assert.Equal(expected, Traces.Replace(text, name, "P"));
}
