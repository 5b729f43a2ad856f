using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Infrastructure.Persistence.Encryption;

/// <summary>Seals the keys of ASP.NET Core's Data Protection, which protect cookies, with the database's key.</summary>
internal sealed class AtRestXmlEncryptor(AtRestCipher cipher) : IXmlEncryptor
{
    internal const string Identity = "data-protection";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var envelope = cipher.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Identity);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(envelope)), typeof(AtRestXmlDecryptor));
    }
}

/// <summary>The counterpart; Data Protection makes it by its type's name.</summary>
internal sealed class AtRestXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly AtRestCipher _cipher = services.GetRequiredService<AtRestCipher>();

    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(_cipher.Open(Convert.FromBase64String(encryptedElement.Value), AtRestXmlEncryptor.Identity)));
}
