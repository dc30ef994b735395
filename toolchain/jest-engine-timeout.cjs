"use strict";

/* global jest */
jest.setTimeout(300_000);
