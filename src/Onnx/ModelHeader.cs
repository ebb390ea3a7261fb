using System.Globalization;
using System.Text;
using System.Text.Json;
using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>What stands in a file around the graph: versions, who made it, metadata.</summary>
internal static class ModelHeader
{
    /// <summary>Makes a model without a graph.</summary>
    /// <param name="info">The model.</param>
    /// <param name="options">What the file says besides.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    public static ModelProto Create(ModelInfo info, OnnxOptions options)
    {
        Check(info, options);
        var proto = new ModelProto
        {
            IrVersion = IrVersion(options.Opset),
            ProducerName = options.ProducerName,
            ProducerVersion = options.ProducerName == OnnxModel.DefaultProducer ? Version : "",
        };
        proto.OpsetImport.Add(new OperatorSetIdProto { Version = options.Opset });
        if (options.ClassNames is { } names)
        {
            proto.MetadataProps.Add(new StringStringEntryProto { Key = OnnxModel.ClassNamesKey, Value = Json(names) });
        }

        foreach ((string key, string value) in options.Metadata ?? new Dictionary<string, string>())
        {
            proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        return proto;
    }

    private static string Version => typeof(OnnxModel).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The version of the format that came with a set of operators, by the table of ONNX's releases (<c>VERSION_TABLE</c> in its <c>helper.py</c>).</summary>
    private static int IrVersion(int opset) => opset switch
    {
        <= 20 => 9,
        <= 22 => 10,
        23 => 11,
        24 => 12,
        _ => 13,
    };

    private static void Check(ModelInfo info, OnnxOptions options)
    {
        if (options.Opset is < OnnxModel.LeastOpset or > OnnxModel.LastOpset)
        {
            throw Wrong(nameof(options), nameof(options.Opset), options.Opset.ToString(CultureInfo.InvariantCulture), $"{OnnxModel.LeastOpset} to {OnnxModel.LastOpset}");
        }

        if (options.ProducerName is null)
        {
            throw Wrong(nameof(options), nameof(options.ProducerName), "null", "a text");
        }

        if (options.ClassNames is { } names)
        {
            if (names.Count != info.OutputSize)
            {
                throw Wrong(nameof(options), nameof(options.ClassNames), $"a list of {names.Count}", $"{info.OutputSize} names, one for each output of {info.Name}");
            }

            int missing = names.ToList().IndexOf(null!);
            if (missing >= 0)
            {
                throw Wrong(nameof(options), $"{nameof(options.ClassNames)}[{missing}]", "null", "a name");
            }
        }

        foreach ((string key, string value) in options.Metadata ?? new Dictionary<string, string>())
        {
            if (value is null)
            {
                throw Wrong(nameof(options), $"{nameof(options.Metadata)}[\"{key}\"]", "null", "a text");
            }

            if (key == OnnxModel.ClassNamesKey && options.ClassNames is not null)
            {
                throw Wrong(nameof(options), nameof(options.Metadata), $"a list with the key {key}", $"that of {nameof(options.ClassNames)} not to come twice");
            }
        }
    }

    private static ArgumentException Wrong(string parameter, string option, string seen, string expected) => new($"{option} is {seen}; expected {expected}.", parameter);

    private static string Json(IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (string name in names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
