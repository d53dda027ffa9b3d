using System.Text.Json;
using Sekisho.Events.Names;

namespace Sekisho.Events.Json;

/// <summary>
/// Turns one JSON object into the flat values of an event: names of nested members are joined with dots, elements of
/// arrays are several values of one name. Numbers keep their digits, an empty array or object is a value without
/// content.
/// </summary>
/// <param name="names">Where names get their numbers.</param>
/// <param name="maxDepth">How deep values may lie inside each other.</param>
internal sealed class JsonFlattening(FieldNames names, int maxDepth)
{
    /// <summary>Longer dotted names are cut off: the value is kept without a name.</summary>
    internal const int MaxNameBytes = 1024;

    private readonly byte[] _path = new byte[MaxNameBytes];
    private readonly int[] _lengths = new int[maxDepth + 2];
    private readonly JsonReaderOptions _options = new() { MaxDepth = maxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private int _pathLength;
    private int _pairName;
    private int _pairDepth;

    private readonly JsonQuickReading _quick = new(names, maxDepth);

    /// <summary>Reads an object into a record.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public string? Read(ReadOnlySpan<byte> json, EventRecord into) => _quick.TryRead(json, into) ? null : ReadSlowly(json, into);

    /// <summary>
    /// The same with the base library's reader: for what is unusual (comments, commas at the end), and to say what is
    /// wrong with what is.
    /// </summary>
    /// <returns>Null, or what is wrong.</returns>
    internal string? ReadSlowly(ReadOnlySpan<byte> json, EventRecord into)
    {
        try
        {
            return ReadObject(json, into);
        }
        catch (JsonException exception)
        {
            return $"It is not valid JSON: {exception.Message}";
        }
        catch (InvalidOperationException)
        {
            return "It is not valid JSON: a string cannot be read.";
        }
    }

    private string? ReadObject(ReadOnlySpan<byte> json, EventRecord into)
    {
        var reader = new Utf8JsonReader(json, _options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "It is not a JSON object.";
        _pathLength = 0;
        _lengths[1] = 0;
        _pairDepth = -1;
        var hadContent = true;
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Push(ref reader, depth);
                    hadContent = true;
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    // Inside an array the name stays that of the array.
                    _lengths[depth + 1] = _pathLength;
                    hadContent = false;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _pathLength = _lengths[depth + 1];
                    if (depth == 0) return reader.BytesConsumed == json.Length || json[(int)reader.BytesConsumed..].Trim(" \r\n\t,"u8).IsEmpty ? null : "Something follows the object on the same line.";
                    if (!hadContent) into.Add(NameOf(depth), EventValueKind.Null, default);
                    hadContent = true;
                    if (depth < _pairDepth) _pairDepth = -1;
                    break;
                default:
                    hadContent = true;
                    AddValue(ref reader, into);
                    break;
            }
        }

        return "The object is not complete.";
    }

    private void AddValue(ref Utf8JsonReader reader, EventRecord into)
    {
        var name = NameOf(reader.CurrentDepth);
        switch (reader.TokenType)
        {
            case JsonTokenType.String when !reader.ValueIsEscaped:
                if (IsPairName(reader.ValueSpan, reader.CurrentDepth)) return;
                into.Add(name, EventValueKind.Text, reader.ValueSpan);
                break;
            case JsonTokenType.String:
                var room = into.Reserve(reader.ValueSpan.Length);
                into.Commit(name, EventValueKind.Text, JsonText.Unescape(reader.ValueSpan, room));
                break;
            case JsonTokenType.Number:
                into.Add(name, EventValueKind.Number, reader.ValueSpan);
                break;
            case JsonTokenType.True:
                into.Add(name, EventValueKind.Boolean, "true"u8);
                break;
            case JsonTokenType.False:
                into.Add(name, EventValueKind.Boolean, "false"u8);
                break;
            default:
                into.Add(name, EventValueKind.Null, default);
                break;
        }
    }

    /// <summary>Adds a member's name behind that of the object it is in.</summary>
    private void Push(ref Utf8JsonReader reader, int depth)
    {
        var at = _lengths[depth];
        var name = reader.ValueSpan;
        if (at < 0 || at + 1 + name.Length > MaxNameBytes)
        {
            // Too long a name: what lies below it has no name either.
            _pathLength = -1;
            return;
        }

        if (at > 0) _path[at++] = (byte)'.';
        if (reader.ValueIsEscaped) _pathLength = at + JsonText.Unescape(name, _path.AsSpan(at));
        else
        {
            name.CopyTo(_path.AsSpan(at));
            _pathLength = at + name.Length;
        }
    }

    // The name of an element of an array is that of the array, which its depth remembers.
    private int NameOf(int depth)
    {
        if (_pairDepth == depth && JsonPairs.IsText(_path.AsSpan(0, Math.Max(_pathLength, 0)))) return _pairName;
        return _pathLength < 0 ? -1 : names.IdOfRaw(_path.AsSpan(0, _pathLength));
    }

    /// <summary>A string that names the value beside it (<see cref="JsonPairs"/>).</summary>
    private bool IsPairName(ReadOnlySpan<byte> value, int depth)
    {
        if (_pathLength < 0 || value.Length > MaxNameBytes || JsonPairs.LevelOfName(_path.AsSpan(0, _pathLength)) is not (>= 0 and var level)) return false;
        _pairName = names.Add(value);
        _pairDepth = depth - level;
        return true;
    }
}
