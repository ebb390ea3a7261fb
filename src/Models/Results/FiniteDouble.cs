using System.Text.Json;
using System.Text.Json.Serialization;

namespace SparseGen.Tool.Results;

/// <summary>Numbers in reports: JSON has no NaN and no infinity, and null says that there is no number.</summary>
internal sealed class FiniteDouble : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
