using System.Collections.Immutable;
using System.Text.Json;

namespace SparseGen;

/// <summary>Reads the JSON of a header, token by token: only what the format knows, nothing twice, nothing left out.</summary>
internal sealed class SafetensorsHeaderParser(string path)
{
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<CheckpointTensor> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _headerDigits = -1;

    /// <summary>Reads a header.</summary>
    /// <exception cref="CheckpointException">The content is not that of a header.</exception>
    /// <exception cref="JsonException">It is not even JSON.</exception>
    public SafetensorsHeader Parse(ReadOnlySpan<byte> header)
    {
        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 8 });
        Expect(ref json, JsonTokenType.StartObject, "the header");
        while (NextName(ref json, "the header", out string name))
        {
            if (!_names.Add(name))
            {
                throw Problem($"\"{FileText.Show(name)}\" is there twice");
            }

            if (name == SafetensorsHeader.MetadataName)
            {
                ReadMetadata(ref json);
            }
            else
            {
                _tensors.Add(ReadTensor(ref json, name));
            }
        }

        // Reports anything but blanks behind the header.
        json.Read();
        return new SafetensorsHeader(
            _metadata.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. _tensors.OrderBy(static tensor => tensor.Length).OrderBy(static tensor => tensor.Offset)],
            _headerDigits);
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            // The reference reader's word for none.
            return;
        }

        Demand(ref json, JsonTokenType.StartObject, SafetensorsHeader.MetadataName);
        while (NextName(ref json, SafetensorsHeader.MetadataName, out string key))
        {
            Expect(ref json, JsonTokenType.String, key);
            if (!_metadata.TryAdd(key, json.GetString()!))
            {
                throw Problem($"the metadata has \"{FileText.Show(key)}\" twice");
            }

            if (key == ChecksumMetadata.HeaderKey && !json.ValueIsEscaped && json.ValueSpan.Length == ChecksumMetadata.DigitCount)
            {
                _headerDigits = (int)json.TokenStartIndex + 1;
            }
        }
    }

    private CheckpointTensor ReadTensor(ref Utf8JsonReader json, string name)
    {
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(ref json, JsonTokenType.StartObject, name);
        while (NextName(ref json, name, out string member))
        {
            if (member == "dtype" && type is null)
            {
                Expect(ref json, JsonTokenType.String, member);
                type = json.GetString()!;
            }
            else if (member == "shape" && shape is null)
            {
                shape = ReadNumbers(ref json, member);
            }
            else if (member == "data_offsets" && offsets is null)
            {
                offsets = ReadNumbers(ref json, member);
            }
            else
            {
                throw Problem($"tensor \"{FileText.Show(name)}\" has \"{FileText.Show(member)}\"; expected dtype, shape and data_offsets, once each");
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Problem($"tensor \"{FileText.Show(name)}\" lacks dtype, shape or data_offsets");
        }

        return MakeTensor(name, type, shape, offsets);
    }

    private CheckpointTensor MakeTensor(string name, string type, List<long> shape, List<long> offsets)
    {
        if (offsets.Count != 2 || offsets[0] > offsets[1])
        {
            throw Problem($"tensor \"{FileText.Show(name)}\" has the data_offsets {FileText.Show(offsets)}; expected a beginning and an end");
        }

        long found = offsets[1] - offsets[0];
        if (CountBytes(name, type, shape) is long length && found != length)
        {
            throw Problem($"tensor \"{FileText.Show(name)}\" has {found} bytes of data; {FileText.Show(type)} {FileText.Show(shape)} needs {length}");
        }

        return new CheckpointTensor(name, type, [.. shape.ConvertAll(static extent => (int)extent)], offsets[0], found);
    }

    // A type that is not known, perhaps one to come, has as many bytes as the file says.
    private long? CountBytes(string name, string type, List<long> shape)
    {
        if (shape.Any(static extent => extent > int.MaxValue))
        {
            throw TooLarge(name, type, shape);
        }

        try
        {
            ImmutableArray<int> extents = [.. shape.ConvertAll(static extent => (int)extent)];
            return ElementType.CountBytes(type, extents) ?? (ElementType.BitsOf(type) is null ? null
                : throw Problem($"tensor \"{FileText.Show(name)}\" is {FileText.Show(type)} {FileText.Show(shape)}, whose elements do not fill whole bytes"));
        }
        catch (OverflowException)
        {
            throw TooLarge(name, type, shape);
        }
    }

    private CheckpointException TooLarge(string name, string type, List<long> shape) =>
        Problem($"tensor \"{FileText.Show(name)}\" is {FileText.Show(type)} {FileText.Show(shape)}, too large for any file");

    private List<long> ReadNumbers(ref Utf8JsonReader json, string what)
    {
        var numbers = new List<long>();
        Expect(ref json, JsonTokenType.StartArray, what);
        while (json.Read() && json.TokenType == JsonTokenType.Number)
        {
            if (!json.TryGetInt64(out long number) || number < 0)
            {
                throw Problem($"{FileText.Show(what)} has a number that is not whole, or negative");
            }

            numbers.Add(number);
        }

        return json.TokenType == JsonTokenType.EndArray
            ? numbers
            : throw Problem($"{FileText.Show(what)} has {json.TokenType}; expected numbers");
    }

    private bool NextName(ref Utf8JsonReader json, string what, out string name)
    {
        json.Read();
        if (json.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject))
        {
            throw Problem($"{FileText.Show(what)} has {json.TokenType}; expected a name or its end");
        }

        bool isName = json.TokenType == JsonTokenType.PropertyName;
        name = isName ? json.GetString()! : string.Empty;
        return isName;
    }

    private void Expect(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        json.Read();
        Demand(ref json, type, what);
    }

    private void Demand(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (json.TokenType != type)
        {
            throw Problem($"{FileText.Show(what)} is {json.TokenType}; expected {type}");
        }
    }

    private CheckpointException Problem(string problem) => new(path, $"The header is not that of safetensors: {problem}.");
}
