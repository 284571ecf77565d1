using System.Security.Cryptography;
using Leap.Mail;

namespace Leap.Tests.Mail;

public sealed class MailSealTests
{
    private static readonly MailSeal Seal = new([Secret(1)]);

    [Fact]
    public void What_was_sealed_opens_whatever_became_of_its_capitals()
    {
        var token = Seal.ForChoice(4711, "badge-awarded");

        Assert.Equal((4711, "badge-awarded"), Seal.OpenChoice(token));
        Assert.Equal((4711, "badge-awarded"), Seal.OpenChoice(token.ToUpperInvariant()));
        Assert.Equal(12, Seal.OpenReturn(Seal.ForReturn(12)));
    }

    [Fact]
    public void It_fits_an_address_s_local_part_and_holds_no_address() =>
        Assert.Matches(@"^\d{19}\.[0-9a-f]{32}$", Seal.ForReturn(long.MaxValue));

    [Fact]
    public void Cut_short_anywhere_it_opens_nothing()
    {
        var token = Seal.ForChoice(4711, "badge-awarded");

        Assert.All(Enumerable.Range(0, token.Length), length => Assert.Null(Seal.OpenChoice(token[..length])));
    }

    [Fact]
    public void With_one_letter_changed_it_opens_nothing()
    {
        var token = Seal.ForChoice(4711, "badge-awarded");

        Assert.All(Enumerable.Range(0, token.Length), at =>
            Assert.Null(Seal.OpenChoice($"{token[..at]}{(token[at] == '1' ? '2' : '1')}{token[(at + 1)..]}")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("4711.statement.")]
    [InlineData("4711.statement.zz")]
    [InlineData("4711.statement.00000000000000000000000000000000ff")]
    public void Rubbish_opens_nothing(string? token) => Assert.Null(Seal.OpenChoice(token));

    [Fact]
    public void A_token_of_one_purpose_is_none_of_the_other()
    {
        Assert.Null(Seal.OpenReturn(Seal.ForChoice(4711, "badge-awarded")));
        Assert.Null(Seal.OpenChoice(Seal.ForReturn(4711)));
    }

    [Fact]
    public void After_a_new_secret_old_mails_still_open()
    {
        var renewed = new MailSeal([Secret(2), Secret(1)]);

        Assert.NotNull(renewed.OpenChoice(Seal.ForChoice(4711, "badge-awarded")));
        Assert.Null(Seal.OpenChoice(renewed.ForChoice(4711, "badge-awarded")));
    }

    private static byte[] Secret(byte number) => SHA256.HashData([number]);
}
