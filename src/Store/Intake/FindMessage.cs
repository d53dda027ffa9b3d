using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;

namespace Sekisho.Store.Intake;

/// <summary>From a message's identifier to its row.</summary>
internal static class FindMessage
{
    /// <exception cref="CallException">It is no identifier at all.</exception>
    public static void CheckId(string id)
    {
        if (!TimeOrderedId.IsWellFormed(id))
            throw Rejected($"'{(id.Length <= 64 ? id : id[..64])}' is no identifier of a message: {TimeOrderedId.Length} characters of 0–9 and a–z without i, l, o and u.");
    }

    /// <exception cref="CallException">There is no such message, or its trace is no longer kept.</exception>
    public static long NumberOf(Connection connection, string id) =>
        connection.Number(IntakeSql.Find, id) ?? throw NotThere(id);

    /// <summary>What is said of a message that is not known (any more).</summary>
    public static CallException NotThere(string id) => Rejected($"There is no message {id}, or its trace is no longer kept.");

    /// <summary>The row from which a page goes on after <paramref name="id"/>; -1 for the first page.</summary>
    public static long AfterNumber(Connection connection, string? id)
    {
        if (id is null) return -1;
        CheckId(id);
        return connection.Number(IntakeSql.FindLastUpTo, id) ?? -1;
    }

    public static CallException Rejected(string message) => new(CallFailure.Rejected, message);
}
