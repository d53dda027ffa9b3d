using System.Xml;

namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>Namespaces of documents whose prefixes nobody declared: element names count here, whatever their space.</summary>
internal sealed class LenientNamespaces(XmlNameTable table) : XmlNamespaceManager(table)
{
    private readonly string _unknown = table.Add("urn:undeclared");

    public override string? LookupNamespace(string prefix) => base.LookupNamespace(prefix) ?? _unknown;
}
