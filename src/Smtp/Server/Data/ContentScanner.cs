using System.Runtime.InteropServices;

namespace Sekisho.Smtp.Server;

/// <summary>
/// Reads the text of a message as it comes, in pieces of any size: finds the end of data, takes off the stuffed dots
/// (RFC 5321 §4.5.2) and notes what may not be in a message.
/// </summary>
/// <remarks>
/// Only CRLF ends a line and only CRLF.CRLF ends the data (RFC 5321 §4.1.1.4). A bare CR, a bare LF and a NUL end
/// nothing: servers that let them end a line there allow a second message to be smuggled inside the first. The message
/// is refused at its genuine end, so that no server behind us is asked what it makes of them.
/// </remarks>
/// <param name="isDotStuffed">DATA; a chunk of BDAT has no dots to take off and no end in it.</param>
/// <param name="maxLineBytes">The longest line, CRLF included and a stuffed dot not counted.</param>
[StructLayout(LayoutKind.Auto)]
internal struct ContentScanner(bool isDotStuffed, int maxLineBytes)
{
    private Place _place;
    private long _lineBytes;

    /// <summary>Where in the text the last byte left us; the CRLF of the DATA command counts as the one before the first line.</summary>
    private enum Place
    {
        LineStart,
        InLine,
        AfterCr,
        AfterDot,
        AfterDotCr,
    }

    /// <summary>The last byte was a CR: at the end of the last chunk it is a bare one.</summary>
    public readonly bool EndsInCr => _place == Place.AfterCr;

    /// <summary>Reads a piece.</summary>
    /// <param name="input">The piece.</param>
    /// <param name="content">Takes the text and the problems.</param>
    /// <param name="ended">The end of data was found.</param>
    /// <returns>How many bytes belong to the message: all, or up to and with the end of data.</returns>
    public int Scan(ReadOnlySpan<byte> input, ContentCollector content, out bool ended)
    {
        ended = false;
        var at = 0;
        var kept = 0; // the text from here to 'at' is not stored yet
        while (at < input.Length)
        {
            switch (_place)
            {
                case Place.LineStart:
                    _lineBytes = 0;
                    _place = Place.InLine;
                    if (!isDotStuffed || input[at] != '.') break;
                    content.Append(input[kept..at]);
                    kept = ++at;
                    _place = Place.AfterDot;
                    break;

                case Place.AfterDot:
                    _place = Place.InLine;
                    if (input[at] != '\r') break;
                    // Not stored: it belongs to the end of data, or else the message is refused.
                    kept = ++at;
                    _place = Place.AfterDotCr;
                    break;

                case Place.AfterDotCr:
                    if (input[at] == '\n')
                    {
                        ended = true;
                        return at + 1;
                    }

                    content.Fail(ContentProblem.BareLineEnd);
                    _place = Place.InLine;
                    break;

                case Place.AfterCr:
                    if (input[at] == '\n')
                    {
                        at++;
                        CountLine(1, content);
                        _place = Place.LineStart;
                        break;
                    }

                    content.Fail(ContentProblem.BareLineEnd);
                    _place = Place.InLine;
                    break;

                default:
                    at += ScanLine(input[at..], content);
                    break;
            }
        }

        content.Append(input[kept..at]);
        return at;
    }

    private int ScanLine(ReadOnlySpan<byte> input, ContentCollector content)
    {
        var text = input.IndexOfAny((byte)'\r', (byte)'\n', (byte)'\0');
        if (text < 0)
        {
            CountLine(input.Length, content);
            return input.Length;
        }

        CountLine(text + 1, content);
        if (input[text] == '\r') _place = Place.AfterCr;
        else content.Fail(ContentProblem.BareLineEnd);
        return text + 1;
    }

    private void CountLine(int bytes, ContentCollector content)
    {
        _lineBytes += bytes;
        if (_lineBytes > maxLineBytes) content.Fail(ContentProblem.LineTooLong);
    }
}
