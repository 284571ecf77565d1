using System.Collections.Frozen;

namespace Leap.Joining;

/// <summary>Domains at which anybody can have an address, so that they belong to no firm.</summary>
public static class FreeMail
{
    private static readonly FrozenSet<string> Domains = new[]
    {
        "126.com", "163.com", "abv.bg", "aol.com", "bluewin.ch", "bol.com.br", "btinternet.com", "comcast.net", "fastmail.com",
        "foxmail.com", "free.fr", "freenet.de", "gmail.com", "googlemail.com", "hanmail.net", "hey.com", "icloud.com", "ig.com.br",
        "interia.pl", "laposte.net", "libero.it", "mac.com", "mail.com", "mail.ru", "me.com", "msn.com", "naver.com", "o2.pl", "onet.pl",
        "orange.fr", "pm.me", "posteo.de", "proton.me", "protonmail.com", "qq.com", "rediffmail.com", "seznam.cz", "sfr.fr", "sina.com",
        "t-online.de", "telefonica.net", "terra.com.br", "tutanota.com", "uol.com.br", "virgilio.it", "wanadoo.fr", "web.de", "wp.pl",
        "yeah.net", "zoho.com",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that have a domain in almost every country: `yahoo.co.uk`, `hotmail.fr`.</summary>
    private static readonly FrozenSet<string> Houses =
        new[] { "gmx", "hotmail", "live", "outlook", "yahoo", "yandex", "ymail" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Has(string domain) => Domains.Contains(domain) || Houses.Contains(domain.Split('.')[0]);
}
