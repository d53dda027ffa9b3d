using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>
/// The rows of destinations: one for each different way out. A relay where one logs in has the credential after its name: "host:port
/// 3-0a1b2c3d", so that those who log in as somebody else, or not at all, have a row of their own.
/// </summary>
internal static class Destinations
{
    /// <summary>The row of a route, made when there is none.</summary>
    public static long NumberOf(Connection db, Route route)
    {
        var name = route.Credential is null ? route.Destination : $"{route.Destination} {route.Credential}";
        var found = db.Number(QueueSql.FindDestination, name, (long)route.Kind, (long)route.Tls, route.Lmtp);
        if (found is { } number) return number;
        db.Run(QueueSql.AddDestination, name, (long)route.Kind, (long)route.Tls, route.Lmtp);
        return db.LastNumber;
    }

    /// <summary>Reads kind, name, tls and lmtp from four columns.</summary>
    public static Route Read(Rows rows, int first)
    {
        var (name, credential) = Split(rows.Text(first + 1));
        return new Route((RouteKind)rows.Number(first), name, (TlsPolicy)rows.Number(first + 2), rows.Truth(first + 3), credential);
    }

    /// <summary>"relay host:port", or only "mx": the domain stands in the recipient's address.</summary>
    public static string Describe(RouteKind kind, string destination) => kind switch
    {
        RouteKind.Mx => "mx",
        RouteKind.Relay when Split(destination) is (var name, { } credential) => $"relay {name} with credential {credential}",
        RouteKind.Relay => "relay " + destination,
        _ => "mailbox",
    };

    private static (string Name, string? Credential) Split(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, null) : (text[..space], text[(space + 1)..]);
    }
}
