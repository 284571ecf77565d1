using Leap.Locales;

namespace Leap.Mail;

/// <summary>
/// A mail with invented inputs, for who wants to see what it looks like: each kind says its own, one for each shape that it can take. The
/// inputs are kept as they are stored with a message, so reading one back is what the relay does.
/// </summary>
/// <param name="Name">Tells a kind's samples apart; lower case with dashes, empty where there is one.</param>
public sealed record MailSample(string Name, string Kind, string Body)
{
    public const string Reader = "Zofia Łęcka";
    public const string Colleague = "Anna Schmidt";
    public const string Firm = "Nordlicht IT-Systeme GmbH";
    public const string Programme = "Halden Ascend";
    public const string Zone = "Europe/Amsterdam";

    public static LocalizedText Course { get; } = LocalizedText.FromJson(
        """
        {
          "en": "Sizing storage for backup",
          "de": "Speicher für Backups dimensionieren",
          "fr": "Dimensionner le stockage des sauvegardes",
          "es": "Dimensionar el almacenamiento de copias",
          "pt-BR": "Dimensionar o armazenamento de backup",
          "pl": "Dobór pamięci masowej do kopii zapasowych",
          "ar": "تقدير سعة التخزين للنسخ الاحتياطي",
          "zh-Hans": "备份存储的容量规划"
        }
        """);

    public static LocalizedText CourseText { get; } = LocalizedText.FromJson(
        """
        {
          "en": "From the customer’s data to the right array in four questions.",
          "de": "Mit vier Fragen von den Daten des Kunden zum passenden Speichersystem.",
          "fr": "Quatre questions pour passer des données du client à la bonne baie.",
          "es": "De los datos del cliente a la cabina adecuada en cuatro preguntas.",
          "pt-BR": "Dos dados do cliente ao storage certo em quatro perguntas.",
          "pl": "Od danych klienta do właściwej macierzy w czterech pytaniach.",
          "ar": "من بيانات العميل إلى نظام التخزين المناسب في أربعة أسئلة.",
          "zh-Hans": "四个问题，从客户数据找到合适的存储阵列。"
        }
        """);

    public static LocalizedText Promotion { get; } = LocalizedText.FromJson(
        """
        {
          "en": "Four sockets, one rack",
          "de": "Vier Sockel, ein Rack",
          "fr": "Quatre sockets, un rack",
          "es": "Cuatro zócalos, un rack",
          "pt-BR": "Quatro soquetes, um rack",
          "pl": "Cztery gniazda, jedna szafa",
          "ar": "أربعة مقابس في رف واحد",
          "zh-Hans": "四路服务器上市"
        }
        """);

    public static LocalizedText PromotionText { get; } = LocalizedText.FromJson(
        """
        {
          "en": "250 points on top for each R4480 sold, the rack server with four sockets.",
          "de": "250 Punkte zusätzlich für jeden verkauften R4480, den Rack-Server mit vier Sockeln.",
          "fr": "250 points de plus pour chaque R4480 vendu, le serveur rack à quatre sockets.",
          "es": "250 puntos adicionales por cada R4480 vendido, el servidor de rack de cuatro zócalos.",
          "pt-BR": "250 pontos a mais por R4480 vendido, o servidor em rack de quatro soquetes.",
          "pl": "Dodatkowe 250 punktów za każdy sprzedany R4480, serwer rackowy z czterema gniazdami.",
          "ar": "250 نقطة إضافية عن كل خادم R4480 يُباع، وهو خادم رف بأربعة مقابس.",
          "zh-Hans": "每售出一台 R4480 四路机架式服务器，额外获得 250 积分。"
        }
        """);

    public static LocalizedText Badge { get; } = LocalizedText.FromJson(
        """
        {
          "en": "Fifty Deals",
          "de": "Fünfzig Abschlüsse",
          "fr": "Cinquante ventes",
          "es": "Cincuenta ventas",
          "pt-BR": "Cinquenta vendas",
          "pl": "Pięćdziesiąt transakcji",
          "ar": "خمسون صفقة",
          "zh-Hans": "五十单告成"
        }
        """);

    public static LocalizedText BadgeText { get; } = LocalizedText.FromJson(
        """
        {
          "en": "Had fifty sales approved.",
          "de": "Hat fünfzig freigegebene Verkäufe erzielt.",
          "fr": "A fait approuver cinquante ventes.",
          "es": "Logró la aprobación de cincuenta ventas.",
          "pt-BR": "Teve cinquenta vendas aprovadas.",
          "pl": "Zatwierdzono pięćdziesiąt zgłoszonych transakcji.",
          "ar": "اعتُمدت خمسون عملية بيع لحامل الشارة.",
          "zh-Hans": "五十笔销售已获批准。"
        }
        """);

    public static MailSample Of<TMail>(TMail mail, string name = "")
        where TMail : IMail => new(name, TMail.Kind, MailKinds.Body(mail));
}
