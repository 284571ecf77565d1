using Leap.Access;
using Leap.Members;
using Leap.Settings;

namespace Leap.Tests.Access;

public sealed class PasswordRulesTests
{
    private static readonly Person Person = new()
    {
        Name = "Anna Schmidt", Email = "anna.schmidt@nordlicht.example", Language = "de", Country = "DE",
    };

    [Theory]
    [InlineData("seven grey herons")]
    [InlineData("  two  spaces  ")]
    [InlineData("🦊🐻🐼🐨🐯🦁🐮🐷")]
    [InlineData("пятьсиреньслон")]
    [InlineData("x7$kQ!m2")]
    [InlineData("leap over the lazy dog 42")]
    [InlineData("anna likes purple bicycles")]
    [InlineData("password of my grandmother's goat")]
    [InlineData("\ud800 lone half of a sign")]
    public void Any_signs_will_do(string password) => Assert.Null(Check(password));

    [Theory]
    [InlineData(7, SetPassword.Refusal.TooShort)]
    [InlineData(8, null)]
    [InlineData(64, null)]
    [InlineData(128, null)]
    [InlineData(129, SetPassword.Refusal.TooLong)]
    public void The_length_is_counted_in_characters(int length, SetPassword.Refusal? refusal) =>
        Assert.Equal(refusal, Check(string.Concat(Enumerable.Range(0, length).Select(i => char.ConvertFromUtf32(0x1F300 + (i * 7 % 97))))));

    [Theory]
    [InlineData("password")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Passwort123")]
    [InlineData("qwertyuiop")]
    [InlineData("12345678")]
    [InlineData("87654321")]
    [InlineData("abcdefgh")]
    [InlineData("1234qwer")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("sunshinesunshine")]
    [InlineData("I l o v e y o u")]
    [InlineData("Summer2026!")]
    [InlineData("letmein!!")]
    [InlineData("motdepasse")]
    [InlineData("йцукенгш")]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("ｐａｓｓｗｏｒｄ")]
    public void What_is_guessed_first_is_refused(string password) => Assert.Equal(SetPassword.Refusal.TooCommon, Check(password));

    [Theory]
    [InlineData("AnnaSchmidt1")]
    [InlineData("schmidt-2026")]
    [InlineData("anna.schmidt@nordlicht.example")]
    [InlineData("nordlicht2026")]
    [InlineData("HaldenAscend!1")]
    public void What_names_the_person_or_the_programme_is_refused(string password) =>
        Assert.Equal(SetPassword.Refusal.TooPersonal, Check(password));

    [Fact]
    public void A_password_is_the_same_whichever_way_a_keyboard_writes_its_letters() =>
        Assert.Equal(PasswordRules.Normalised("cafe\u0301 au lait"), PasswordRules.Normalised("caf\u00e9 au lait"));

    private static SetPassword.Refusal? Check(string password) =>
        new PasswordRules(new LeapSettings { Programme = new ProgrammeSettings { Name = "Halden Ascend", Vendor = "Halden Systems" } })
            .Check(password, Person);
}
