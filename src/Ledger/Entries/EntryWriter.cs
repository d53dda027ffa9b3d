using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sekisho.Ledger.Entries;

/// <summary>Writes entries as they stand in the log: compact JSON, the names and their order as in <see cref="RecordedEntry"/>. Used again and again; without allocation for an entry.</summary>
#pragma warning disable CA1001 // a JSON writer over a buffer holds nothing to dispose
internal sealed class EntryWriter
#pragma warning restore CA1001
{
    private static readonly JsonEncodedText[] Types = [.. Enum.GetValues<EntryType>().Select(type => JsonEncodedText.Encode(EntryTypeName.Of(type)))];
    private static readonly JsonEncodedText[] Outcomes = [.. Enum.GetValues<EntryOutcome>().Select(outcome => JsonEncodedText.Encode(outcome.ToString().ToLowerInvariant()))];
    private static readonly JsonEncodedText TypeName = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText AtName = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText WhenName = JsonEncodedText.Encode("when");
    private static readonly JsonEncodedText OutcomeName = JsonEncodedText.Encode("outcome");
    private static readonly JsonEncodedText RoleName = JsonEncodedText.Encode("role");
    private static readonly JsonEncodedText WriterName = JsonEncodedText.Encode("writer");
    private static readonly JsonEncodedText NumberName = JsonEncodedText.Encode("n");
    private static readonly JsonEncodedText WhoName = JsonEncodedText.Encode("who");
    private static readonly JsonEncodedText TicketName = JsonEncodedText.Encode("ticket");
    private static readonly JsonEncodedText PersonName = JsonEncodedText.Encode("person");
    private static readonly JsonEncodedText AddressName = JsonEncodedText.Encode("address");
    private static readonly JsonEncodedText WhatName = JsonEncodedText.Encode("what");
    private static readonly JsonEncodedText TenantName = JsonEncodedText.Encode("tenant");
    private static readonly JsonEncodedText ClassName = JsonEncodedText.Encode("class");
    private static readonly JsonEncodedText ReferenceName = JsonEncodedText.Encode("reference");
    private static readonly JsonEncodedText DetailsName = JsonEncodedText.Encode("details");

    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions
    {
        SkipValidation = true,
        // What comes in is printable ASCII (EntryRules): only quotes and backslashes are escaped, which bounds an entry's length.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes one entry.</summary>
    /// <param name="target">Where.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="at">The ledger's time.</param>
    /// <param name="role">The writer's role.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="number">Its number; 0 for none.</param>
    public void Write(IBufferWriter<byte> target, LedgerEntry entry, DateTimeOffset at, string role, string writer, long number)
    {
        _json.Reset(target);
        _json.WriteStartObject();
        _json.WriteString(TypeName, Types[(int)entry.Type]);
        _json.WriteString(AtName, at);
        if (entry.When != at) _json.WriteString(WhenName, entry.When.ToUniversalTime());
        _json.WriteString(OutcomeName, Outcomes[(int)entry.Outcome]);
        _json.WriteString(RoleName, role);
        _json.WriteString(WriterName, writer);
        if (number > 0) _json.WriteNumber(NumberName, number);
        if (entry.Who is { } who) Write(who);
        if (entry.What is { } what) Write(what);
        if (entry.Details is { Count: > 0 } details) Write(details);
        _json.WriteEndObject();
        _json.Flush();
    }

    private void Write(LedgerWho who)
    {
        _json.WriteStartObject(WhoName);
        if (who.Ticket is { } ticket) _json.WriteString(TicketName, ticket);
        if (who.Person is { } person) Write(PersonName, person);
        if (who.Address is { } address) Write(AddressName, address);
        _json.WriteEndObject();
    }

    private void Write(LedgerWhat what)
    {
        _json.WriteStartObject(WhatName);
        if (what.Tenant is { } tenant) _json.WriteString(TenantName, tenant);
        if (what.Class is { } @class) _json.WriteString(ClassName, @class);
        if (what.Reference is { } reference) Write(ReferenceName, reference);
        _json.WriteEndObject();
    }

    private void Write(IReadOnlyDictionary<string, string> details)
    {
        _json.WriteStartObject(DetailsName);
        foreach (var (name, value) in details) _json.WriteString(name, value);
        _json.WriteEndObject();
    }

    private void Write(JsonEncodedText name, LedgerReference reference)
    {
        Span<char> text = stackalloc char[LedgerReference.TextLength];
        reference.Format(text);
        _json.WriteString(name, text);
    }
}
