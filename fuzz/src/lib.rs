//! What the fuzz targets run. Each body takes any bytes and panics where a promise is broken.

#![forbid(unsafe_code)]

mod bodies;

pub use bodies::*;
