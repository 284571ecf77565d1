using Leap.Locales;
using Leap.Mail;
using Leap.Settings;

namespace Leap.Tests.Mail;

public sealed class SampleMailsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("leap-locales-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Names_the_texts_that_a_language_lacks_and_shows_them_in_English()
    {
        var samples = With("de", without: "mail.sign-in.button");
        var kind = Samples.Kinds.All.Single(k => k.Name == "sign-in-link");

        var look = samples.In(kind.Samples[0], "de");

        Assert.Equal(["mail.sign-in.button"], look.Missing);
        Assert.Contains(Samples.Languages.For("en")["mail.sign-in.button"], look.Text, StringComparison.Ordinal);
        Assert.Equal(1, samples.Missing(kind)["de"]);
        Assert.DoesNotContain("en", samples.Missing(kind).Keys);
    }

    [Fact]
    public void A_language_that_lacks_a_form_of_a_plural_is_named_too()
    {
        var samples = With("de", without: "mail.sign-in.text_");

        Assert.Equal(
            ["mail.sign-in.text_other"],
            samples.In(Samples.Of("sign-in-link")[0], "de").Missing);
    }

    [Fact]
    public void What_one_look_lacked_is_not_held_against_the_next()
    {
        var samples = With("de", without: "mail.sign-in.button");
        samples.In(Samples.Of("sign-in-link")[0], "de");

        Assert.DoesNotContain("mail.sign-in.button", samples.In(Samples.Of("password-link")[0], "de").Missing);
    }

    /// <summary>The product's languages, one of which lacks texts.</summary>
    private SampleMails With(string language, string without)
    {
        foreach (var file in Directory.GetFiles(Checkout.At("locales"), "*.json"))
        {
            var lines = File.ReadAllLines(file).Where(l =>
                Path.GetFileNameWithoutExtension(file) != language || !l.Contains($"\"{without}", StringComparison.Ordinal));
            File.WriteAllLines(Path.Combine(folder.FullName, Path.GetFileName(file)), lines);
        }

        return new SampleMails(Samples.Kinds, Languages.Load(folder: folder.FullName), new LeapSettings());
    }
}
