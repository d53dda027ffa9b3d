namespace Sekisho.Store.Database;

/// <summary>How a <see cref="SqlValue"/> is bound.</summary>
internal enum SqlValueKind
{
    /// <summary>NULL.</summary>
    Null,

    /// <summary>INTEGER.</summary>
    Number,

    /// <summary>TEXT from a string.</summary>
    Text,

    /// <summary>TEXT that is UTF-8 already.</summary>
    Utf8,

    /// <summary>BLOB.</summary>
    Blob,
}
