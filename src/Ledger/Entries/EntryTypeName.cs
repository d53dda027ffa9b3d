using System.Reflection;
using System.Text.Json.Serialization;

namespace Sekisho.Ledger.Entries;

/// <summary>The names of the types as they stand in the log.</summary>
public static class EntryTypeName
{
    private static readonly string[] Names =
    [
        .. Enum.GetValues<EntryType>().Select(type =>
            typeof(EntryType).GetField(type.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name),
    ];

    /// <summary>The name, for instance "message.read".</summary>
    public static string Of(EntryType type) => Names[(int)type];
}
