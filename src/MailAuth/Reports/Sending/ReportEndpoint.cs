namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Places that TLS reports are posted to: https addresses of rua (RFC 8460 §3).</summary>
public static class ReportEndpoint
{
    /// <summary>Places of one record that are posted to. Stops a record from making us post to all of a long list.</summary>
    public const int MostEndpoints = 5;

    /// <summary>The longest address that is used, in characters.</summary>
    public const int MostChars = 1000;

    /// <summary>The https addresses of the tag rua of a record, in their order, each once; what is no address of a host, or holds a password, is left out.</summary>
    /// <param name="record">A TLS-RPT record.</param>
    public static IReadOnlyList<Uri> OfRecord(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var endpoints = new List<Uri>();
        foreach (var tag in record.Split(';'))
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !tag.AsSpan(0, equals).Trim().Equals("rua", StringComparison.OrdinalIgnoreCase)) continue;
            foreach (var uri in tag[(equals + 1)..].Split(',', 100))
            {
                if (endpoints.Count < MostEndpoints && Read(uri.Trim()) is { } endpoint && !endpoints.Contains(endpoint)) endpoints.Add(endpoint);
            }

            break;
        }

        return endpoints;
    }

    private static Uri? Read(string text)
    {
        if (text.Length > MostChars || text.AsSpan().ContainsAnyExceptInRange('!', '~') || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) return null;
        // A fragment is not sent; a user is none of ours.
        return uri.Scheme == Uri.UriSchemeHttps && uri.HostNameType == UriHostNameType.Dns && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 ? uri : null;
    }
}
