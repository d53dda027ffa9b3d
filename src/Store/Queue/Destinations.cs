using Sekisho.Store.Database;

namespace Sekisho.Store.Queue;

/// <summary>The rows of destinations: one for each different way out.</summary>
internal static class Destinations
{
    /// <summary>The row of a route, made when there is none.</summary>
    public static long NumberOf(Connection db, Route route)
    {
        var found = db.Number(QueueSql.FindDestination, route.Destination, (long)route.Kind, (long)route.Tls, route.Lmtp);
        if (found is { } number) return number;
        db.Run(QueueSql.AddDestination, route.Destination, (long)route.Kind, (long)route.Tls, route.Lmtp);
        return db.LastNumber;
    }

    /// <summary>Reads kind, name, tls and lmtp from four columns.</summary>
    public static Route Read(Rows rows, int first) => new(
        (RouteKind)rows.Number(first), rows.Text(first + 1), (TlsPolicy)rows.Number(first + 2), rows.Truth(first + 3));

    /// <summary>"relay host:port", or only "mx": the domain stands in the recipient's address.</summary>
    public static string Describe(RouteKind kind, string destination) => kind switch
    {
        RouteKind.Mx => "mx",
        RouteKind.Relay => "relay " + destination,
        _ => "mailbox",
    };
}
