using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Leap.Keys;

/// <summary>
/// A key as the framework writes it: what must not be seen is marked with an attribute, and once encrypted it stands in an element
/// `encryptedSecret` that says how to read it.
/// </summary>
internal static class KeyXml
{
    private static readonly XNamespace Space = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName Mark = Space + "requiresEncryption";

    public static bool IsPlain(XElement key) => Secrets(key).Any();

    /// <summary>A copy whose secrets are encrypted; the element itself without an encryptor.</summary>
    public static XElement Encrypted(XElement key, IXmlEncryptor? encryptor)
    {
        if (encryptor is null)
        {
            return key;
        }

        var copy = new XElement(key);
        foreach (var secret in Secrets(copy).ToList())
        {
            var done = encryptor.Encrypt(new XElement(secret));
            secret.ReplaceWith(new XElement(
                Space + "encryptedSecret",
                new XAttribute("decryptorType", done.DecryptorType.AssemblyQualifiedName!),
                done.EncryptedElement));
        }

        return copy;
    }

    private static IEnumerable<XElement> Secrets(XElement key) => key.DescendantsAndSelf().Where(e => (bool?)e.Attribute(Mark) == true);
}
