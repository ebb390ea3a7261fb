using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>Attributes of nodes.</summary>
internal static class Attributes
{
    /// <summary>A whole number.</summary>
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>A number.</summary>
    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    /// <summary>A text.</summary>
    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };

    /// <summary>Whole numbers.</summary>
    public static AttributeProto Of(string name, long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }
}
