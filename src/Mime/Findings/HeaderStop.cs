namespace Sekisho.Mime;

/// <summary>What ends a header.</summary>
internal enum HeaderStop : byte
{
    /// <summary>An empty line, or a first line that is no field; later lines that are no fields are skipped.</summary>
    EmptyLine,

    /// <summary>The first line that is no field, too.</summary>
    LineWithoutColon,

    /// <summary>An empty line only, even where the header begins with lines that are no fields.</summary>
    EmptyLineOnly,

    /// <summary>A line of blanks, too.</summary>
    BlankLookingLine,
}
