using System.Globalization;
using System.Net;
using System.Text.Json;
using Sekisho.Configuration.Values;
using Sekisho.Deliver;
using Sekisho.Dns.Servers;

namespace Sekisho.Configuration.Schema;

/// <summary>How values of one type are written in the file.</summary>
/// <param name="Describe">The allowed form in words, for one setting.</param>
/// <param name="Read">Reads a value; null when the text has not the form.</param>
/// <param name="Write">Writes a value as it would stand in the file.</param>
internal sealed record ValueForm(Func<Setting, string> Describe, Func<Setting, string, object?> Read, Func<object, string> Write)
{
    private static readonly Dictionary<Type, ValueForm> Forms = new()
    {
        [typeof(string)] = new(_ => "a host name: letters, digits, hyphens and dots, at most 253 characters", (_, text) => HostPort.IsHost(text) ? text : null, AsIs),
        [typeof(FilePath)] = new(_ => FilePath.Form, (_, text) => text.Length > 0 && !text.Contains('\0') ? new FilePath(text) : null, AsIs),
        [typeof(MailAddress)] = new(_ => MailAddress.Form, (_, text) => MailAddress.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(DmarcOverride)] = new(_ => DmarcOverride.Form, (_, text) => DmarcOverride.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(LogOrigin)] = new(_ => LogOrigin.Form, (_, text) => LogOrigin.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(WebPage)] = new(_ => WebPage.Form, (_, text) => WebPage.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(FileExtension)] = new(_ => FileExtension.Form, (_, text) => FileExtension.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(PlainText)] = new(_ => PlainText.Form, (_, text) => PlainText.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(IPEndPoint)] = new(_ => "ADDRESS:PORT or ADDRESS (port 53); an address, not a name, IPv6 in brackets: 127.0.0.1:53, [::1]:53", (_, text) => DnsServerAddress.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(ListenAddress)] = new(_ => ListenAddress.Form, (_, text) => ListenAddress.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(ScannerAddress)] = new(_ => ScannerAddress.Form, (_, text) => ScannerAddress.TryParse(text, out var value) ? value : null, AsIs),
        [typeof(IPNetwork)] = new(_ => "an address or a network with its prefix length: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32", (_, text) => ReadNetwork(text), AsIs),
        [typeof(bool)] = new(_ => "true or false", (_, text) => text switch { "true" => true, "false" => false, _ => null }, value => (bool)value ? "true" : "false"),
        [typeof(int)] = new(DescribeNumber, (setting, text) => ReadNumber(setting, text) is { } number ? (int)number : null, AsIs),
        [typeof(long)] = new(DescribeNumber, (setting, text) => ReadNumber(setting, text), AsIs),
        [typeof(LogLevelName)] = OfEnum<LogLevelName>(),
        [typeof(KeepOrRefuse)] = OfEnum<KeepOrRefuse>(),
        [typeof(WhenActive)] = OfEnum<WhenActive>(),
        [typeof(WhenUnseen)] = OfEnum<WhenUnseen>(),
        [typeof(FailureNotices)] = OfEnum<FailureNotices>(),
        [typeof(LogFormatName)] = OfEnum<LogFormatName>(),
    };

    /// <summary>The form of a type.</summary>
    public static ValueForm Of(Type type) => Forms[type];

    private static string AsIs(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string DescribeNumber(Setting setting) =>
        $"a whole number from {setting.About.Min} to {setting.About.Max}{(setting.About.Unit is { } unit ? " (" + unit + ")" : "")}";

    private static long? ReadNumber(Setting setting, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= setting.About.Min && number <= setting.About.Max ? number : null;

    private static IPNetwork? ReadNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) && !text.Contains('%')
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }

    private static ValueForm OfEnum<T>()
        where T : struct, Enum
    {
        var names = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), value => value);
        return new(
            _ => "one of " + string.Join(", ", names.Keys),
            (_, text) => names.TryGetValue(text, out var value) ? value : null,
            value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!));
    }
}
