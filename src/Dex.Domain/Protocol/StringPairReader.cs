using System.Text;

namespace Dex.Domain.Protocol;

/// <summary>Reads a protobuf message of two strings as a decoder must: fields in any order, the last of each counts, unknown ones are passed over.</summary>
internal ref struct StringPairReader(ReadOnlySpan<byte> message)
{
    private const int FirstField = 1;
    private const int SecondField = 2;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>False when the message is malformed.</summary>
    public bool TryRead(out string first, out string second)
    {
        (first, second) = ("", "");
        while (!_rest.IsEmpty)
        {
            if (!TryReadVarint(out var tag) || tag >> 3 is 0 or > int.MaxValue || !TryReadValue((int)(tag & 7), out var bytes, out var isText))
            {
                return false;
            }

            var isRead = (isText, tag >> 3) switch
            {
                (true, FirstField) => TryDecode(bytes, ref first),
                (true, SecondField) => TryDecode(bytes, ref second),
                _ => true,
            };
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, ref string text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private bool TryReadValue(int wireType, out ReadOnlySpan<byte> bytes, out bool isText)
    {
        const int varint = 0, fixed64 = 1, lengthDelimited = 2, fixed32 = 5;
        bytes = default;
        isText = wireType == lengthDelimited;
        return wireType switch
        {
            varint => TryReadVarint(out _),
            fixed64 => TryTake(8, out bytes),
            fixed32 => TryTake(4, out bytes),
            lengthDelimited => TryReadVarint(out var length) && TryTake(length, out bytes),
            _ => false,
        };
    }

    private bool TryTake(ulong length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (length > (ulong)_rest.Length)
        {
            return false;
        }

        bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
