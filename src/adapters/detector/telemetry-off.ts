// ONNX Runtime sends usage events to its maker and keeps a device id, unless this stands in the environment before its
// library is loaded. It is imported before the library wherever that is used, and nothing here may be lazier than that.
process.env.ORT_DISABLE_TELEMETRY = "1";
